<?php

namespace App\Shared;

class Titles
{
    /** The title of a page, or nothing. */
    public static function in(string $page): string
    {
        return preg_match('~<title>([^<]{0,200})~', $page, $found) ? mb_scrub($found[1]) : '';
    }
}
