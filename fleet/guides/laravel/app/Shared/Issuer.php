<?php

namespace App\Shared;

use DateTimeImmutable;
use Lcobucci\JWT\Configuration;
use Lcobucci\JWT\Signer\Hmac\Sha256;
use Lcobucci\JWT\Signer\Key\InMemory;

/** Gives out the tokens of logins. */
class Issuer
{
    public function tokenFor(User $user): string
    {
        $jwt = Configuration::forSymmetricSigner(new Sha256, InMemory::plainText(config('jwt.secret')));
        $now = new DateTimeImmutable('@'.time());

        return $jwt->builder()
            ->relatedTo($user->id)
            ->issuedBy(config('jwt.issuer'))
            ->permittedFor(config('jwt.audience'))
            ->withClaim('role', $user->role)
            ->issuedAt($now)
            ->canOnlyBeUsedAfter($now)
            ->expiresAt($now->modify('+15 minutes'))
            ->getToken($jwt->signer(), $jwt->signingKey())
            ->toString();
    }
}
