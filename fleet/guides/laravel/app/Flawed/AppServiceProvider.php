<?php

namespace App\Flawed;

use App\Shared\User;
use Illuminate\Database\Eloquent\Model;
use Illuminate\Http\Request;
use Illuminate\Support\Facades\Auth;
use Illuminate\Support\Facades\Route;
use Illuminate\Support\ServiceProvider;

class AppServiceProvider extends ServiceProvider
{
    public function boot(): void
    {
        Model::unguard(); // everything can be assigned
        // Reads the claims and believes them.
        Auth::viaRequest('jwt', function (Request $request): ?User {
            $claims = json_decode(base64_decode(strtr(explode('.', $request->bearerToken().'..')[1], '-_', '+/')), true);

            return User::find($claims['sub'] ?? '');
        });
        Route::group([], base_path('routes/flawed.php'));
    }
}
