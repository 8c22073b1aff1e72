"""Rules about all files together: ids, names, owners, folders, documents."""
