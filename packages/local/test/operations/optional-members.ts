import { modelShape, serviceModel } from '../api/service-model.js';

/** Adds a structure's optional members, and those of the structures in it, as `Owner.member`. */
function collect(shapeName: string, owner: string, found: Set<string>): void {
  const { type, members = {}, member, required = [] } = modelShape(shapeName);
  if (type === 'list' && member) collect(member, member, found);
  for (const [name, shape] of Object.entries(members)) {
    // A decision has the attributes of its type.
    if (owner !== 'Decision' && !required.includes(name)) found.add(`${owner}.${name}`);
    collect(shape, shape, found);
  }
}

/** Every optional member of a request: of its operation, of a structure in it, of a decision. */
export function optionalMembers(): readonly string[] {
  const found = new Set<string>();
  for (const [operation, { input }] of Object.entries(serviceModel.operations)) collect(input, operation, found);
  return [...found].sort();
}
