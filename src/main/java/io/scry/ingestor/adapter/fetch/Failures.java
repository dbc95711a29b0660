package io.scry.ingestor.adapter.fetch;

import io.scry.ingestor.adapter.UnavailableSourceException;
import io.scry.ingestor.adapter.UnreadableSourceException;
import io.scry.ingestor.adapter.UnreadableSourceException.Reason;
import io.scry.ingestor.adapter.WebAddress;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.jspecify.annotations.Nullable;

/** Puts what an exchange failed with into words: whether it can pass by itself, and what its sender can do. */
final class Failures {

    private Failures() {}

    /** An exception to throw; one that can pass by itself is an {@link UnavailableSourceException}. */
    static IOException of(WebAddress address, @Nullable Throwable cause) {
        String host = address.host();
        return switch (cause) {
            // The client's word for a status that there cannot be, such as 000: its own arguments were checked before.
            case IllegalArgumentException senseless ->
                new UnavailableSourceException(host + " could not be asked: what came was no HTTP.", null, senseless);
            case RuntimeException fault -> throw fault;
            case Error fault -> throw fault;
            case UnknownHostException unknown
            when isFinal(unknown) ->
                throw new UnreadableSourceException(
                        Reason.UNREACHABLE, "There is no server called " + host + ". Correct the URL.", unknown);
            case SSLHandshakeException untrusted -> throw untrusted(host, untrusted);
            case SSLPeerUnverifiedException untrusted -> throw untrusted(host, untrusted);
            case MessageConstraintException endless ->
                throw new UnreadableSourceException(
                        Reason.LIMIT_EXCEEDED, host + " sent more or longer headers than are taken.", endless);
            case null, default ->
                new UnavailableSourceException(host + " could not be asked: " + words(cause) + ".", null, cause);
        };
    }

    private static UnreadableSourceException untrusted(String host, IOException cause) {
        return new UnreadableSourceException(
                Reason.UNREACHABLE,
                "The certificate of " + host + " is not trusted, or TLS could not be agreed on with it.",
                cause);
    }

    /** What the system's resolver says if it may find the name later. */
    private static boolean isFinal(UnknownHostException unknown) {
        String message = String.valueOf(unknown.getMessage()).toLowerCase(java.util.Locale.ROOT);
        return !message.contains("temporary") && !message.contains("try again");
    }

    private static String words(@Nullable Throwable cause) {
        return switch (cause) {
            case UnknownHostException _ -> "its name cannot be looked up now";
            case ConnectException _ -> "it takes no connection";
            case SocketTimeoutException _ -> "it did not answer in time";
            case null, default -> "the connection broke, or what came was no HTTP";
        };
    }
}
