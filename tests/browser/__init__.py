"""Tests that look at pages with Chromium."""
