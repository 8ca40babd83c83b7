/// What is left of single scalars when texts are compared.
package enum FoldedScalar {
    /// Nothing for what is neither letter nor digit.
    package static func scalars(of scalar: Unicode.Scalar) -> [Unicode.Scalar] { scalar.folded }
}
