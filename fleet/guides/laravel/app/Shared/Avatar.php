<?php

namespace App\Shared;

use Illuminate\Database\Eloquent\Model;

class Avatar extends Model
{
    public $incrementing = false;

    public $timestamps = false;

    protected $keyType = 'string';

    protected $fillable = ['id'];
}
