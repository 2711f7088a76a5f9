<?php

use App\Flawed\Accounts;
use App\Flawed\Notes;
use App\Flawed\Tools;
use App\Shared\Front;
use Illuminate\Support\Facades\Route;

Route::get('/', [Front::class, 'front']);
Route::get('/openapi.json', [Front::class, 'contract']);
Route::post('/login', [Accounts::class, 'login']);
Route::post('/register', [Accounts::class, 'register']);

// Any user may do everything, /admin included.
Route::middleware('auth:api')->group(function () {
    Route::get('/me', [Accounts::class, 'me']);
    Route::patch('/me', [Accounts::class, 'update']);
    Route::get('/users', [Accounts::class, 'index']);
    Route::get('/notes', [Notes::class, 'index']);
    Route::post('/notes', [Notes::class, 'store']);
    Route::get('/notes/search', [Notes::class, 'search']);
    Route::get('/notes/{id}', [Notes::class, 'show']);
    Route::put('/notes/{id}', [Notes::class, 'update']);
    Route::delete('/notes/{id}', [Notes::class, 'destroy']);
    Route::get('/admin/users', [Accounts::class, 'index']);
    Route::post('/admin/announcements', [Accounts::class, 'announce']);
    Route::delete('/admin/announcements/{id}', [Accounts::class, 'withdraw']);
    Route::get('/tools/lookup', [Tools::class, 'lookup']);
    Route::post('/previews', [Tools::class, 'preview']);
    Route::post('/avatars', [Tools::class, 'store']);
    Route::get('/avatars/{name}', [Tools::class, 'show']);
    Route::delete('/avatars/{name}', [Tools::class, 'remove']);
});
Route::get('/{path}', [Tools::class, 'file']);
