"""What an accepted delivery says about clients of the register: found by itself, shown, and taken over only where somebody says so."""
