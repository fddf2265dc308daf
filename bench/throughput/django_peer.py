"""Django's own password reset behind two routes of JSON, as its documentation sets it up: SQLite, mail kept in memory, the
default hasher and validators. `python django_peer.py FILE COUNT` makes the people; gunicorn serves `application`."""

import json
import os
import sys

import django
from django.conf import settings

DATABASE = os.environ["PEER_DATABASE"]

settings.configure(
    SECRET_KEY="only for measuring",
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF=__name__,
    INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes"],
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": DATABASE, "CONN_MAX_AGE": None}},
    EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend",
    AUTH_PASSWORD_VALIDATORS=[
        {"NAME": f"django.contrib.auth.password_validation.{name}"}
        for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
    ],
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "OPTIONS": {
                "loaders": [
                    (
                        "django.template.loaders.locmem.Loader",
                        {
                            "subject.txt": "Password reset",
                            "mail.txt": "Please open {{ protocol }}://{{ domain }}/reset/{{ uid }}/{{ token }}/ to choose a new password.",
                        },
                    )
                ]
            },
        }
    ],
)
django.setup()

from django.contrib.auth import get_user_model  # noqa: E402
from django.contrib.auth.forms import PasswordResetForm, SetPasswordForm  # noqa: E402
from django.contrib.auth.hashers import make_password  # noqa: E402
from django.contrib.auth.tokens import default_token_generator  # noqa: E402
from django.core import mail  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.http import JsonResponse  # noqa: E402
from django.urls import path  # noqa: E402
from django.utils.encoding import force_bytes  # noqa: E402
from django.utils.http import urlsafe_base64_decode, urlsafe_base64_encode  # noqa: E402


def ask(request):
    """Always the same answer; whoever is known is mailed before it."""
    form = PasswordResetForm(json.loads(request.body))
    if form.is_valid():
        form.save(
            domain_override="localhost",
            from_email="reset@example.com",
            subject_template_name="subject.txt",
            email_template_name="mail.txt",
        )
        if len(getattr(mail, "outbox", ())) > 1000:
            mail.outbox.clear()
    return JsonResponse({"message": "If there is such an account, a mail is on its way."}, status=202)


def redeem(request):
    body = json.loads(request.body)
    user = get_user_model().objects.get(pk=urlsafe_base64_decode(body["uid"]).decode())
    if not default_token_generator.check_token(user, body["token"]):
        return JsonResponse({"error": "link"}, status=410)
    form = SetPasswordForm(user, {"new_password1": body["password"], "new_password2": body["password"]})
    if not form.is_valid():
        return JsonResponse({"error": "password"}, status=422)
    form.save()
    return JsonResponse({"message": "changed"})


urlpatterns = [path("ask", ask), path("redeem", redeem)]
application = get_wsgi_application()


def make_people(file, count):
    """People with one password, and a redeem body for each."""
    call_command("migrate", verbosity=0)
    user = get_user_model()
    hashed = make_password("correct horse battery staple")
    user.objects.bulk_create(
        user(username=f"person{i}", email=f"person{i}@example.com", password=hashed) for i in range(count)
    )
    with open(file, "w") as bodies:
        for person in user.objects.all():
            body = {
                "uid": urlsafe_base64_encode(force_bytes(person.pk)),
                "token": default_token_generator.make_token(person),
                "password": "another long pass phrase",
            }
            bodies.write(json.dumps(body) + "\n")


if __name__ == "__main__":
    make_people(sys.argv[1], int(sys.argv[2]))
