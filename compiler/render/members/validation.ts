import { PyDict, PyObject, PyTuple, type Value } from '../../jinja/values/index.js';
import { validationAny } from './config.js';

/** `validation.any[list, 'x']`. */
class AnyValue extends PyObject {
  readonly typeName = 'any';

  override getItem(key: Value): Value {
    return validationAny(Array.isArray(key) ? key : key instanceof PyTuple ? [...key.items] : [key]);
  }
}

export function validationValue(): Value {
  return PyDict.from({ any: new AnyValue() });
}
