"""Run tasks on a dataset in processes that are confined and can be killed."""
