<?php

use App\Fixed\Accounts;
use App\Fixed\Administration;
use App\Fixed\Assets;
use App\Fixed\Avatars;
use App\Fixed\Login;
use App\Fixed\Lookup;
use App\Fixed\Notes;
use App\Fixed\OwnNote;
use App\Fixed\Previews;
use App\Fixed\Profile;
use App\Fixed\Register;
use App\Fixed\Search;
use App\Shared\Front;
// region: fix-access
use Illuminate\Support\Facades\Route;

// The group 'api' has the middleware auth:api: what is public is listed here.
Route::withoutMiddleware('auth:api')->group(function () {
    Route::post('/login', Login::class);
    Route::post('/register', Register::class);
    Route::get('/', [Front::class, 'front']);
    Route::get('/openapi.json', [Front::class, 'contract']);
    Route::get('/assets/{name}', Assets::class)->where('name', '[A-Za-z0-9_-]+\.(txt|css|png)');
});

// Gate::define('administer', fn (User $user) => $user->role === 'admin'); in a service provider
Route::middleware('can:administer')->prefix('admin')->group(function () {
    Route::get('/users', [Administration::class, 'users']);
    Route::post('/announcements', [Administration::class, 'announce']);
    Route::delete('/announcements/{id}', [Administration::class, 'withdraw'])->whereUuid('id');
});
// endregion

Route::get('/me', [Accounts::class, 'me']);
Route::patch('/me', [Profile::class, 'update']);
Route::get('/users', [Accounts::class, 'index']);
Route::get('/notes', [Notes::class, 'index']);
Route::post('/notes', [Notes::class, 'store']);
Route::get('/notes/search', Search::class);
Route::get('/notes/{id}', [OwnNote::class, 'show'])->whereUuid('id');
Route::put('/notes/{id}', [OwnNote::class, 'update'])->whereUuid('id');
Route::delete('/notes/{id}', [OwnNote::class, 'destroy'])->whereUuid('id');
Route::get('/tools/lookup', Lookup::class);
Route::post('/previews', Previews::class);
Route::post('/avatars', [Avatars::class, 'store']);
Route::get('/avatars/{name}', [Avatars::class, 'show'])->where('name', '[0-9a-f-]{36}\.(png|jpg)');
Route::delete('/avatars/{name}', [Avatars::class, 'destroy']);
