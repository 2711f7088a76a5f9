<?php

namespace App\Fixed;

// region: fix
use Illuminate\Http\Client\ConnectionException;
use Illuminate\Http\Client\Response;
use Illuminate\Support\Facades\Http;

/** Fetches https pages from public addresses alone. */
class PublicPage
{
    private const URL = '~\Ahttps://([A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?)(?:/[^\s\\\\]*)?\z~';

    public function fetch(string $url): ?Response
    {
        if (! preg_match(self::URL, $url, $parts)) {
            return null;
        }
        $addresses = gethostbynamel($parts[1]) ?: [];
        foreach ($addresses as $address) {
            if (! filter_var($address, FILTER_VALIDATE_IP, FILTER_FLAG_GLOBAL_RANGE)) {
                return null;
            }
        }
        if ($addresses === []) {
            return null;
        }
        try {
            return Http::timeout(10)->withoutRedirecting()->withOptions([
                'stream' => true,
                // The address that was checked is the one that is connected to: no second lookup can differ.
                'curl' => [CURLOPT_RESOLVE => ["$parts[1]:443:$addresses[0]"]],
            ])->get($url);
        } catch (ConnectionException) {
            return null;
        }
    }
}
// endregion
