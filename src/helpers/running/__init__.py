"""Running the notebooks: parameters, execution, the record of what happened."""
