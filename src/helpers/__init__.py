"""Helpers of the rural e-commerce notebooks: data, readings, growth, figures, runs and pages."""
