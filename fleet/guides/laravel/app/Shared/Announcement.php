<?php

namespace App\Shared;

use Illuminate\Database\Eloquent\Concerns\HasUuids;
use Illuminate\Database\Eloquent\Model;

class Announcement extends Model
{
    use HasUuids;

    public $timestamps = false;

    protected $fillable = ['text'];
}
