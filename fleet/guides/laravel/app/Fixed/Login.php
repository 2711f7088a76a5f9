<?php

namespace App\Fixed;

use App\Shared\Issuer;
use App\Shared\User;
// region: fix
use Illuminate\Http\JsonResponse;
use Illuminate\Http\Request;
use Illuminate\Support\Facades\Hash;
use Illuminate\Support\Facades\RateLimiter;
use Illuminate\Support\Str;
use Symfony\Component\HttpKernel\Exception\HttpException;
use Symfony\Component\HttpKernel\Exception\TooManyRequestsHttpException;

class Login
{
    /** The hash of no password that is known: an unknown name costs as much time as a wrong password. */
    private const DECOY = '$2y$10$HyAMvubabv/mPelexXWsMuhOT3DW20wwxYqXf.V3kjh3vpgKWCwCS';

    public function __invoke(Request $request, Issuer $issuer): JsonResponse
    {
        $sent = $request->validate([
            'username' => ['required', 'string', 'max:32'],
            'password' => ['required', 'string', 'max:128'],
        ]);
        // Failed attempts a minute, for the account wherever they come from, and for the address.
        $limits = [
            'login account '.Str::lower($sent['username']) => 10,
            'login address '.$request->ip() => 50,
        ];
        foreach ($limits as $key => $attempts) {
            if (RateLimiter::tooManyAttempts($key, $attempts)) {
                throw new TooManyRequestsHttpException(RateLimiter::availableIn($key));
            }
        }
        $user = User::firstWhere('username', $sent['username']);
        if (! Hash::check($sent['password'], $user->password_hash ?? self::DECOY) || ! $user) {
            foreach (array_keys($limits) as $key) {
                RateLimiter::hit($key, 60);
            }
            throw new HttpException(401);
        }

        return response()->json(['token' => $issuer->tokenFor($user)])->withCookie(SessionCookie::make(Str::random(40)));
    }
}
// endregion
