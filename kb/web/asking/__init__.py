"""Questions of visitors, answered in processes beside the server: none takes longer, or more memory, than it may."""
