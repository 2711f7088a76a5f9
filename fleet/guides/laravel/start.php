<?php

/** Starts the service: PORT, VARIANT=flawed|fixed, JWT_SECRET, JWT_ISSUER, JWT_AUDIENCE. */
$port = (int) getenv('PORT') ?: freePort();
$variant = getenv('VARIANT') ?: 'fixed';
foreach (['JWT_SECRET', 'JWT_ISSUER', 'JWT_AUDIENCE'] as $name) {
    if (strlen((string) getenv($name)) < ($name === 'JWT_SECRET' ? 32 : 1)) {
        fwrite(STDERR, "$name is not set, or too short\n");
        exit(1);
    }
}

$storage = sys_get_temp_dir().'/notes-'.bin2hex(random_bytes(6));
foreach (['framework/cache/data', 'framework/views', 'logs', 'app/public', 'app/avatars'] as $folder) {
    mkdir("$storage/$folder", 0700, true);
}
file_put_contents("$storage/app/public/about.txt", "Take notes; only you can read them.\n");
file_put_contents("$storage/app/.env", "DB_PASSWORD=correct-horse-battery\nMAIL_PASSWORD=staple-of-the-mail\n");
seed("$storage/notes.sqlite");

$environment = [
    'NOTES_STORAGE' => $storage,
    'APP_PACKAGES_CACHE' => "$storage/packages.php",
    'APP_SERVICES_CACHE' => "$storage/services.php",
    'APP_KEY' => 'base64:'.base64_encode(random_bytes(32)),
    'PHP_CLI_SERVER_WORKERS' => '4',
] + getenv();
$server = pcntl_fork();
if ($server === 0) {
    posix_setsid();
    $exposed = $variant === 'flawed' ? '1' : '0';
    $largest = $variant === 'flawed' ? '64M' : '2M';
    $settings = ["expose_php=$exposed", "upload_max_filesize=$largest", "post_max_size=$largest", 'display_errors=0'];
    $flags = array_merge(...array_map(fn ($one) => ['-d', $one], [...$settings, 'opcache.enable_cli=1']));
    $flags = [...$flags, '-S', "127.0.0.1:$port", '-t', __DIR__.'/public', __DIR__.'/public/index.php'];
    fclose(STDERR);
    pcntl_exec(PHP_BINARY, $flags, $environment);
    exit(1);
}

$stop = function () use ($server, $storage): void {
    posix_kill(-$server, SIGKILL);
    exec('rm -rf '.escapeshellarg($storage));
    exit(0);
};
pcntl_async_signals(true);
pcntl_signal(SIGTERM, $stop, false);
pcntl_signal(SIGINT, $stop, false);
for ($tries = 0; $tries < 300 && ! @fsockopen('127.0.0.1', $port); $tries++) {
    usleep(100_000);
}
echo "listening on http://127.0.0.1:$port\n";
while (pcntl_waitpid($server, $status) === 0 || pcntl_get_last_error() === PCNTL_EINTR) {
}
$stop();

function seed(string $file): void
{
    $database = new PDO("sqlite:$file");
    $database->exec('PRAGMA journal_mode = WAL');
    $database->exec('CREATE TABLE users (id TEXT PRIMARY KEY, username TEXT UNIQUE, name TEXT, email TEXT,
        password_hash TEXT, role TEXT DEFAULT \'user\', credits INTEGER DEFAULT 0)');
    $database->exec('CREATE TABLE notes (id TEXT PRIMARY KEY, owner TEXT, title TEXT, body TEXT,
        internal_notes TEXT DEFAULT \'not reviewed\', deleted_at TEXT)');
    $database->exec('CREATE TABLE announcements (id TEXT PRIMARY KEY, text TEXT)');
    $database->exec('CREATE TABLE avatars (id TEXT PRIMARY KEY, owner TEXT)');
    $user = $database->prepare('INSERT INTO users (id, username, name, email, password_hash, role) VALUES (?, ?, ?, ?, ?, ?)');
    $note = $database->prepare('INSERT INTO notes (id, owner, title, body) VALUES (?, ?, ?, ?)');
    $known = [['alice', 'alice-Passw0rd-1', 'user'], ['bob', 'bob-Passw0rd-2', 'user'], ['root', 'root-Passw0rd-3', 'admin']];
    foreach ($known as [$name, $password, $role]) {
        $id = uuid();
        $user->execute([$id, $name, $name, "$name@example.com", password_hash($password, PASSWORD_BCRYPT, ['cost' => 10]), $role]);
        $note->execute([uuid(), $id, "Shopping of $name", 'milk, bread and a present for the neighbours']);
        $note->execute([uuid(), $id, "Plans of $name", 'call the landlord on Monday about the lease']);
    }
}

function freePort(): int
{
    $socket = stream_socket_server('tcp://127.0.0.1:0');
    $name = stream_socket_get_name($socket, false);
    fclose($socket);

    return (int) substr($name, strrpos($name, ':') + 1);
}

function uuid(): string
{
    $bytes = random_bytes(16);
    $bytes[6] = chr(ord($bytes[6]) & 0x0F | 0x40);
    $bytes[8] = chr(ord($bytes[8]) & 0x3F | 0x80);

    return vsprintf('%s%s-%s-%s-%s-%s%s%s', str_split(bin2hex($bytes), 4));
}
