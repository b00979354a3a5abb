package io.esteira.platform.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.web.WebProperties;
import org.springframework.boot.webmvc.autoconfigure.error.BasicErrorController;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorViewResolver;
import org.springframework.boot.webmvc.error.ErrorAttributes;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.View;

/** What no controller answered: a page for people, {@code application/problem+json} for programs. */
@Controller
class ErrorAnswers extends BasicErrorController {

    ErrorAnswers(ErrorAttributes attributes, WebProperties properties, List<ErrorViewResolver> views) {
        super(attributes, properties.getError(), views);
    }

    @Override
    public ResponseEntity<Map<String, @Nullable Object>> error(HttpServletRequest request) {
        HttpStatus status = getStatus(request);
        Object path = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(ProblemAnswer.body(status, detail(status, String.valueOf(path))));
    }

    /** A program that asks for HTML by mistake is still a program. */
    @Override
    public ModelAndView errorHtml(HttpServletRequest request, HttpServletResponse response) {
        String path = String.valueOf(request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI));
        if (!path.startsWith("/api/")) {
            return super.errorHtml(request, response);
        }
        HttpStatus status = getStatus(request);
        View problem = (model, original, answer) -> ProblemAnswer.write(answer, status, detail(status, path));
        return new ModelAndView(problem);
    }

    private static String detail(HttpStatus status, String path) {
        return switch (status) {
            case NOT_FOUND -> "There is nothing at " + path + ".";
            case METHOD_NOT_ALLOWED -> "This method does nothing at " + path + ".";
            case UNSUPPORTED_MEDIA_TYPE -> "This Content-Type is not read at " + path + ".";
            default -> status.is5xxServerError() ? "Something is wrong on our side." : "This cannot be answered.";
        };
    }
}
