/**
 * Places that backups live in, whatever their kind.
 *
 * <p>There is no catalog: {@link dev.nightjar.destination.Destination#inventory} reads the
 * manifests that lie beside the backups. A backup exists if and only if its manifest does, and the
 * manifest gets its name last.
 */
@NullMarked
package dev.nightjar.destination;

import org.jspecify.annotations.NullMarked;
