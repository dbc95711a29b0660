package io.scry.ingestor.web;

import jakarta.servlet.MultipartConfigElement;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.apache.tomcat.util.http.fileupload.impl.FileCountLimitExceededException;
import org.apache.tomcat.util.http.fileupload.impl.SizeLimitExceededException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.TransactionException;
import org.springframework.util.unit.DataSize;
import org.springframework.web.ErrorResponse;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Turns every exception that leaves a controller into a problem; what is not the caller's fault is logged. */
@RestControllerAdvice
class ProblemAdvice extends ResponseEntityExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);

    private final MultipartConfigElement uploads;

    ProblemAdvice(MultipartConfigElement uploads) {
        this.uploads = uploads;
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(
            Exception exception,
            @Nullable Object body,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        HttpServletRequest http = ((ServletWebRequest) request).getRequest();
        ProblemDetail problem = problem(exception, body, status);
        if (exception instanceof MethodArgumentTypeMismatchException mismatch) {
            problem = Problems.of(
                    HttpStatus.BAD_REQUEST,
                    "invalid-request",
                    "The request is not well-formed",
                    "'" + mismatch.getName() + "' does not have the form that is expected of it.");
        }
        return super.handleExceptionInternal(exception, Problems.whole(problem, http), headers, status, request);
    }

    /** Spring leaves it to this method to take the body out of an exception that brings one. */
    private ProblemDetail problem(Exception exception, @Nullable Object body, HttpStatusCode status) {
        if (body instanceof ProblemDetail detail) {
            return detail;
        }
        return exception instanceof ErrorResponse known
                ? known.updateAndGetBody(getMessageSource(), LocaleContextHolder.getLocale())
                : ProblemDetail.forStatus(status);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleMaxUploadSizeExceededException(
            MaxUploadSizeExceededException exception, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        ProblemDetail problem = tooLarge(exception);
        return handleExceptionInternal(
                exception, problem, headers, HttpStatusCode.valueOf(problem.getStatus()), request);
    }

    private ProblemDetail tooLarge(MaxUploadSizeExceededException exception) {
        FileCountLimitExceededException count = behind(exception, FileCountLimitExceededException.class);
        if (count != null) {
            return Problems.of(
                    HttpStatus.CONTENT_TOO_LARGE,
                    "too-many-parts",
                    "The upload has too many parts",
                    "An upload has a file, a few texts beside it, and at most %d parts in all."
                            .formatted(count.getLimit()));
        }
        SizeLimitExceededException size = behind(exception, SizeLimitExceededException.class);
        if (size != null && size.getPermittedSize() < uploads.getMaxFileSize()) {
            return Problems.of(
                    HttpStatus.BAD_REQUEST,
                    "malformed-multipart",
                    "The upload is not well-formed",
                    "The head of a part, in which the file's name stands, has at most %d bytes."
                            .formatted(size.getPermittedSize()));
        }
        return Problems.of(
                HttpStatus.CONTENT_TOO_LARGE,
                "source-too-large",
                "The source is too large",
                "An upload holds at most "
                        + DataSize.ofBytes(uploads.getMaxFileSize()).toMegabytes()
                        + " MB (ingestion.max_source_size).");
    }

    @ExceptionHandler(MultipartException.class)
    ResponseEntity<Object> malformedUpload(MultipartException exception, WebRequest request) throws Exception {
        if (behind(exception, SlowClientException.class) != null) {
            return slowClient(exception, request);
        }
        log.debug("An upload could not be read", exception);
        ProblemDetail problem = Problems.of(
                HttpStatus.BAD_REQUEST,
                "malformed-multipart",
                "The upload is not well-formed",
                "The body is not well-formed multipart/form-data, or was cut off. Send it again as RFC 7578 has it.");
        return answer(exception, problem, new HttpHeaders(), request);
    }

    @ExceptionHandler(InvalidParameterException.class)
    ResponseEntity<Object> malformedParameters(InvalidParameterException exception, WebRequest request) {
        ProblemDetail problem = Problems.of(
                HttpStatus.BAD_REQUEST,
                "invalid-request",
                "The request is not well-formed",
                "Its parameters are not well-formed, too many or too long.");
        return answer(exception, problem, new HttpHeaders(), request);
    }

    @ExceptionHandler(IOException.class)
    ResponseEntity<Object> brokenConnection(IOException exception, WebRequest request) throws Exception {
        return behind(exception, SlowClientException.class) != null
                ? slowClient(exception, request)
                : unforeseen(exception, request);
    }

    private static <T extends Throwable> @Nullable T behind(Throwable failure, Class<T> type) {
        Throwable cause = failure;
        while (cause != null && !type.isInstance(cause)) {
            cause = cause.getCause();
        }
        return type.cast(cause);
    }

    private ResponseEntity<Object> slowClient(Exception exception, WebRequest request) throws Exception {
        breakOffIfBegun(exception, request);
        log.info("A client is too slow: {}", exception.toString());
        ProblemDetail problem = Problems.of(
                HttpStatus.REQUEST_TIMEOUT,
                "request-timeout",
                "The request takes too long",
                "Its body came too slowly (server.client_timeout, server.slow_timeout), and was not read to its end."
                        + " Nothing was accepted.");
        HttpHeaders headers = new HttpHeaders();
        headers.set(HttpHeaders.CONNECTION, "close");
        return answer(exception, problem, headers, request);
    }

    @ExceptionHandler({DataAccessException.class, TransactionException.class})
    ResponseEntity<Object> databaseAway(Exception exception, WebRequest request) throws Exception {
        breakOffIfBegun(exception, request);
        log.warn("The database did not do what a request needs: {}", exception.toString());
        ProblemDetail problem = Problems.of(
                HttpStatus.SERVICE_UNAVAILABLE,
                "database-unavailable",
                "The database is not available",
                "Whether the request was accepted is not known. Send it again later, with the same Idempotency-Key if it had one.");
        HttpHeaders headers = new HttpHeaders();
        headers.set(HttpHeaders.RETRY_AFTER, "5");
        return answer(exception, problem, headers, request);
    }

    /** Boundary: what nobody foresaw is said to the log in full, and to the caller without details. */
    @ExceptionHandler(Exception.class)
    ResponseEntity<Object> unforeseen(Exception exception, WebRequest request) throws Exception {
        breakOffIfBegun(exception, request);
        HttpServletRequest http = ((ServletWebRequest) request).getRequest();
        log.error("{} {} failed", http.getMethod(), http.getRequestURI(), exception);
        ProblemDetail problem = Problems.of(
                HttpStatus.INTERNAL_SERVER_ERROR,
                "internal-error",
                "The service failed",
                "The request met a fault of the service. Report it with the correlation id.");
        return answer(exception, problem, new HttpHeaders(), request);
    }

    /** An answer that has begun cannot become a problem: the connection is cut, so that it does not look complete. */
    private static void breakOffIfBegun(Exception exception, WebRequest request) throws Exception {
        HttpServletResponse response = ((ServletWebRequest) request).getResponse();
        if (response != null && response.isCommitted()) {
            log.warn("An answer is cut off half-way: {}", exception.toString());
            throw exception;
        }
    }

    private ResponseEntity<Object> answer(
            Exception exception, ProblemDetail problem, HttpHeaders headers, WebRequest request) {
        ErrorResponseException known =
                new ErrorResponseException(HttpStatusCode.valueOf(problem.getStatus()), problem, exception);
        ResponseEntity<Object> answer =
                handleExceptionInternal(known, problem, headers, known.getStatusCode(), request);
        return answer == null ? ResponseEntity.status(problem.getStatus()).build() : answer;
    }
}
