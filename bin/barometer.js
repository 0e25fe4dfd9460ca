#!/usr/bin/env node
import '../dist/cli/barometer.js';
