<?php

namespace App\Fixed;

// region: fix
use Symfony\Component\HttpFoundation\Cookie;

class SessionCookie
{
    /** __Host-: browsers take it with Secure, with path / and without a domain alone. */
    public static function make(string $value): Cookie
    {
        return cookie('__Host-session', $value, minutes: 15, path: '/', secure: true, httpOnly: true, sameSite: 'lax');
    }
}
// endregion
