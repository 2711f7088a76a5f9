import com.sun.source.util.JavacTask;
import java.nio.file.Path;
import java.util.Arrays;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;

/** Parses files without entering them, and prints `name: message` for each that is no Java. */
public class ParseSamples {
    public static void main(String[] names) throws Exception {
        var compiler = ToolProvider.getSystemJavaCompiler();
        var found = new DiagnosticCollector<JavaFileObject>();
        var files = compiler.getStandardFileManager(found, null, null);
        var sources = files.getJavaFileObjectsFromPaths(Arrays.stream(names).map(Path::of).toList());
        var task = (JavacTask) compiler.getTask(null, files, found, null, null, sources);
        for (var unit : task.parse()) unit.getTypeDecls();
        for (var one : found.getDiagnostics()) {
            if (one.getKind() == Diagnostic.Kind.ERROR) {
                System.out.println(one.getSource().getName() + ": " + one.getMessage(null).lines().findFirst().get());
            }
        }
    }
}
