/** The sample shop and the program that keeps changing it. */
@NullMarked
package dev.nightjar.demo;

import org.jspecify.annotations.NullMarked;
