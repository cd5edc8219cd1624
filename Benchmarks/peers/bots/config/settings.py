"""Django's settings for a Bots that works in the folder BOTS_WORK."""

import os

WORK = os.environ["BOTS_WORK"]
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": os.path.join(WORK, "botsdb"), "USER": "",
                         "PASSWORD": "", "HOST": "", "PORT": "", "OPTIONS": {}}}  # fmt: skip
MANAGERS = ()
TIME_ZONE = "America/Sao_Paulo"
LANGUAGE_CODE = "en-us"
USE_I18N = True
SECRET_KEY = "of no use: no web server runs"
LOCALE_PATHS = ()
DEFAULT_AUTO_FIELD = "django.db.models.AutoField"
INSTALLED_APPS = ["django.contrib.auth", "django.contrib.contenttypes", "bots"]
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}]
