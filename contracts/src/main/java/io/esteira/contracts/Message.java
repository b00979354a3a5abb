package io.esteira.contracts;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;

/** Anything that travels on a topic. */
public interface Message {

    /**
     * Names the fact, not its copy: whoever writes the same fact again writes the same id. It is the CloudEvents
     * attribute {@code id} of the record, and what consumers may deduplicate by.
     */
    @JsonIgnore
    String factId();

    /** When the fact came to be. */
    Instant at();
}
