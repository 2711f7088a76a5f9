<?php

namespace App\Fixed;

// region: fix
use Illuminate\Foundation\Http\FormRequest;
use Illuminate\Validation\Validator;

/** Rejects properties and parameters that no rule names. */
abstract class StrictRequest extends FormRequest
{
    abstract public function rules(): array;

    public function withValidator(Validator $validator): void
    {
        $validator->after(function (Validator $validator): void {
            foreach (array_diff(array_keys($this->all()), array_keys($this->rules())) as $unknown) {
                $validator->errors()->add((string) $unknown, 'This property is not known.');
            }
        });
    }
}
// endregion
