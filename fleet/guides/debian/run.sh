#!/bin/sh
# Runs an app that build.sh has laid into the folder.
set -eu
root=${GUIDES_DEBIAN:-${XDG_CACHE_HOME:-$HOME/.cache}/middlebrick-guides-debian}
export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
unset GEM_HOME GEM_PATH RUBYLIB RUBYOPT BUNDLE_GEMFILE PHPRC TMPDIR LANG LC_ALL
export HOME=/root LANG=C.UTF-8
case $1 in
  rails) exec chroot "$root" ruby /srv/guides/rails/start.rb ;;
  laravel) exec chroot "$root" php /srv/guides/laravel/start.php ;;
esac
