"""How passwords are kept."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class LightArgon2(Argon2PasswordHasher):
    """What OWASP asks for at the least: a scan logs in often."""

    time_cost = 2
    memory_cost = 19_456
    parallelism = 1
