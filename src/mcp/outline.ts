import { z } from 'zod';

/**
 * What is told of an answer before it is asked for: its members, and of objects in it that they are objects. Assistants
 * hold the list of tools in mind all the time; the answer itself says the rest. No literal and no record: the notice is
 * long, and several assistants refuse `propertyNames`.
 */
export function outline(answer: z.ZodObject): z.ZodObject {
  return z.looseObject(
    Object.fromEntries(Object.entries(answer.shape).map(([name, member]) => [name, shallow(member)])),
  );
}

function shallow(member: unknown): z.ZodType {
  if (member instanceof z.ZodOptional) return shallow(member.unwrap()).optional();
  if (member instanceof z.ZodNullable) return shallow(member.unwrap()).nullable();
  if (member instanceof z.ZodArray)
    return z.array(member.element instanceof z.ZodString ? z.string() : z.any());
  if (member instanceof z.ZodNumber) return z.number();
  if (member instanceof z.ZodBoolean) return z.boolean();
  if (member instanceof z.ZodString || member instanceof z.ZodLiteral || member instanceof z.ZodEnum)
    return z.string();
  return member instanceof z.ZodObject || member instanceof z.ZodRecord ? z.looseObject({}) : z.any();
}
