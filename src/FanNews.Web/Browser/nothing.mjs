// Stands for a part of a package that the editor has no use for.
export default class {}
