"""Rules of the reader itself, whose findings leave no usable data."""
