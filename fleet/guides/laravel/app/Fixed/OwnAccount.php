<?php

namespace App\Fixed;

// region: fix
use Illuminate\Http\Request;
use Illuminate\Http\Resources\Json\JsonResource;

/** What its owner sees of an account. */
class OwnAccount extends JsonResource
{
    public function toArray(Request $request): array
    {
        return $this->resource->only(['id', 'username', 'name', 'email', 'role', 'credits']);
    }
}
// endregion
