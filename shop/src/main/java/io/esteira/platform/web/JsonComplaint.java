package io.esteira.platform.web;

import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Says what is wrong with somebody's JSON without telling him our class names. */
final class JsonComplaint {

    static String of(JacksonException complaint) {
        return switch (complaint) {
            case UnrecognizedPropertyException unknown -> "Unknown field " + pointer(unknown) + ".";
            case InvalidFormatException wrong -> "The value of " + pointer(wrong) + " has the wrong form.";
            case MismatchedInputException wrong ->
                "The value of " + pointer(wrong) + " is missing or of the wrong type.";
            case StreamReadException syntax ->
                "Not valid JSON (line " + syntax.getLocation().getLineNr() + ", column "
                        + syntax.getLocation().getColumnNr() + ").";
            case StreamConstraintsException _ -> "The JSON is nested too deeply, or a part of it is too long.";
            default -> "The body does not have the expected form.";
        };
    }

    private static String pointer(JacksonException complaint) {
        String pointer = complaint.getPath().stream()
                .map(step -> step.getPropertyName() != null ? step.getPropertyName() : String.valueOf(step.getIndex()))
                .collect(Collectors.joining("/"));
        return pointer.isEmpty() ? "the body" : "/" + pointer;
    }

    private JsonComplaint() {}
}
