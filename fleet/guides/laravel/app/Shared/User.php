<?php

namespace App\Shared;

use Illuminate\Database\Eloquent\Concerns\HasUuids;
use Illuminate\Database\Eloquent\Relations\HasMany;
use Illuminate\Foundation\Auth\User as Authenticatable;

class User extends Authenticatable
{
    use HasUuids;

    public $timestamps = false;

    protected $fillable = ['name', 'email'];

    protected $casts = ['credits' => 'integer'];

    public function notes(): HasMany
    {
        return $this->hasMany(Note::class, 'owner');
    }

    public function avatars(): HasMany
    {
        return $this->hasMany(Avatar::class, 'owner');
    }
}
