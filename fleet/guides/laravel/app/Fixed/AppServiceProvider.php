<?php

namespace App\Fixed;

use App\Shared\User;
use Illuminate\Http\Resources\Json\JsonResource;
use Illuminate\Support\Facades\Auth;
use Illuminate\Support\Facades\Gate;
use Illuminate\Support\Facades\Route;
use Illuminate\Support\ServiceProvider;

class AppServiceProvider extends ServiceProvider
{
    public function boot(): void
    {
        JsonResource::withoutWrapping();
        // region: fix-guard
        Auth::viaRequest('jwt', new TokenUser); // config/auth.php: 'guards' => ['api' => ['driver' => 'jwt']]
        // endregion
        // region: fix-gate
        Gate::define('administer', fn (User $user) => $user->role === 'admin');
        // endregion
        RateLimits::register();
        Route::middleware('api')->group(base_path('routes/fixed.php'));
    }
}
