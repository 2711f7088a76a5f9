<?php

namespace App\Shared;

use Illuminate\Database\Eloquent\Concerns\HasUuids;
use Illuminate\Database\Eloquent\Model;

class Note extends Model
{
    use HasUuids;

    public $timestamps = false;

    protected $fillable = ['title', 'body'];

    protected $attributes = ['internal_notes' => 'not reviewed'];
}
