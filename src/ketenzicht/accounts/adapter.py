"""How allauth behaves here: nobody signs up by himself, and second factors are stored sealed."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest

from ketenzicht.common.sealing import seal, unseal


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by an administrator."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


class SecondFactorAdapter(DefaultMFAAdapter):
    """Whoever reads the database alone can make no one-time codes with it."""

    def encrypt(self, text: str) -> str:
        return seal(text.encode(), "second factor").decode()

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(encrypted_text.encode(), "second factor").decode()
