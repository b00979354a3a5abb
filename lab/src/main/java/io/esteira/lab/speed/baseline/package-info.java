/** What others would build in place of the shop's intake, each as small as it can honestly be. */
@NullMarked
package io.esteira.lab.speed.baseline;

import org.jspecify.annotations.NullMarked;
