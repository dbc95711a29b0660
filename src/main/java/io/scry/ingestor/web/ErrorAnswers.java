package io.scry.ingestor.web;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/** Says as a problem what was refused on the way to a controller. */
@Hidden
@Controller
class ErrorAnswers implements ErrorController {

    private final Problems problems;

    ErrorAnswers(Problems problems) {
        this.problems = problems;
    }

    @RequestMapping("/error")
    void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Object code = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        HttpStatus status = code instanceof Integer number ? HttpStatus.resolve(number) : HttpStatus.NOT_FOUND;
        HttpStatus known = status == null ? HttpStatus.INTERNAL_SERVER_ERROR : status;
        problems.send(
                request, response, Problems.of(known, Problems.name(known), known.getReasonPhrase(), detail(known)));
    }

    private static String detail(HttpStatus status) {
        if (status == HttpStatus.NOT_FOUND) {
            return "There is nothing under this path.";
        }
        return status.is4xxClientError()
                ? "The request is malformed, or asks for what this service does not do."
                : "The request met a fault of the service. Report it with the correlation id.";
    }
}
