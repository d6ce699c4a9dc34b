"""Generated deliveries: the product and its slow twin must agree on every one of them."""
