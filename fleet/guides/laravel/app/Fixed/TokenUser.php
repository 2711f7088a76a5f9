<?php

namespace App\Fixed;

use App\Shared\User;
// region: fix
use DateTimeImmutable;
use Illuminate\Http\Request;
use Lcobucci\JWT\Configuration;
use Lcobucci\JWT\Exception;
use Lcobucci\JWT\Signer\Hmac\Sha256;
use Lcobucci\JWT\Signer\Key\InMemory;
use Lcobucci\JWT\UnencryptedToken;
use Lcobucci\JWT\Validation\Constraint\IssuedBy;
use Lcobucci\JWT\Validation\Constraint\PermittedFor;
use Lcobucci\JWT\Validation\Constraint\SignedWith;
use Lcobucci\JWT\Validation\Constraint\StrictValidAt;
use Psr\Clock\ClockInterface;

/** The user of a verified token, or null. */
class TokenUser implements ClockInterface
{
    public function __invoke(Request $request): ?User
    {
        try {
            $jwt = Configuration::forSymmetricSigner(new Sha256, InMemory::plainText(config('jwt.secret')));
            $token = $jwt->parser()->parse($request->bearerToken() ?: '-');
            $jwt->validator()->assert(
                $token,
                new SignedWith($jwt->signer(), $jwt->verificationKey()), // HS256 alone, whatever the header says
                new IssuedBy(config('jwt.issuer')),
                new PermittedFor(config('jwt.audience')),
                new StrictValidAt($this), // iat, nbf and exp have to be there
            );

            return $token instanceof UnencryptedToken ? User::find($token->claims()->get('sub')) : null;
        } catch (Exception) {
            return null;
        }
    }

    public function now(): DateTimeImmutable
    {
        return new DateTimeImmutable;
    }
}
// endregion
