module middlebrick.test/fleet

go 1.26
