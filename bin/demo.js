#!/usr/bin/env node
import './require-node.js';

const { runDemo } = await import('../sandbox/run-demo.ts');
await runDemo();
