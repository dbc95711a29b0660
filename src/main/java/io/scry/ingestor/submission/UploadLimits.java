package io.scry.ingestor.submission;

import io.scry.ingestor.settings.ActiveSettings;
import jakarta.servlet.MultipartConfigElement;
import java.io.Serial;
import org.springframework.util.unit.DataSize;

/** The limits of uploads, which the web server asks for with every request. */
@SuppressWarnings("serial") // The servlet API makes it serializable, and nobody serializes it.
final class UploadLimits extends MultipartConfigElement {

    @Serial
    private static final long serialVersionUID = 1;

    private static final DataSize FORM_PARTS = DataSize.ofMegabytes(8);
    private static final DataSize IN_MEMORY = DataSize.ofKilobytes(256);

    private final transient ActiveSettings settings;

    UploadLimits(ActiveSettings settings) {
        super("", -1, -1, Math.toIntExact(IN_MEMORY.toBytes()));
        this.settings = settings;
    }

    @Override
    public long getMaxFileSize() {
        return settings.current().get(IngestionSettings.class).maxSourceSize().toBytes();
    }

    @Override
    public long getMaxRequestSize() {
        return getMaxFileSize() + FORM_PARTS.toBytes();
    }
}
