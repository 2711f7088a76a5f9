<?php

namespace App\Fixed;

use Illuminate\Http\Request;
use Illuminate\Http\Resources\Json\JsonResource;

// region: fix
/** What all others see of it. */
class OtherAccount extends JsonResource
{
    public function toArray(Request $request): array
    {
        return $this->resource->only(['id', 'username', 'name']);
    }
}
// endregion
